// Servers that do not speak XMPP at all: what they said is shown, all of it.
import { test } from "vitest";
import { expectEvents } from "./every-split.ts";

test("HTTP", () => {
  const answer = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
  expectEvents(answer, [`fatal not-well-formed, text outside the stream: ${answer}`]);
});

test("HTTP that begins with a page", () => {
  const page = "<!DOCTYPE html>\n<html><head></head><body>No<br></body></html>";
  expectEvents(page, [
    "restricted-xml, a document type declaration: <!DOCTYPE html>",
    'whitespace "\\n"',
    "fatal not-well-formed at 38, </body> where </br> is due: <html><head></head><body>No<br></body></html>",
  ]);
});

test("SSH", () => {
  const greeting = "SSH-2.0-OpenSSH_9.6\r\n";
  expectEvents(greeting, [`fatal not-well-formed, text outside the stream: ${greeting}`]);
});

test("a TLS alert", () => {
  const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
  expectEvents(alert, [
    "fatal not-well-formed, text outside the stream: \u0015\u0003\u0003\u0000\u0002\u0002(",
  ]);
});

test("a TLS record", () => {
  const record = Buffer.from([0x16, 0x03, 0x03, 0x00, 0x8a, 0x02, 0x41]);
  expectEvents(record, ["fatal not-well-formed, text outside the stream: \u0016\u0003\u0003\u0000 + 8a0241"]);
});

test("an XMPP server that answers in UTF-16", () => {
  const answer = Buffer.from("<?xml version='1.0'?>", "utf16le");
  expectEvents(answer, [
    `fatal not-well-formed at 2, a control character that XML does not allow: ${answer.toString("latin1")}`,
  ]);
});

test("nothing", () => {
  expectEvents("", []);
});
