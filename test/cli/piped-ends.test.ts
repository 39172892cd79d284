import { describe, expect, test } from "vitest";
import { handshake } from "./canned-server.ts";
import { pipe, type Typing } from "./piping.ts";

const SLOW_REPLY = "<iq type='result' id='1'/>";
const REFUSAL =
  "<iq type='error' id='1'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";

/** Answers the request for urn:x not at once, but with what comes next. */
function answersLater(reply: string) {
  const usual = handshake();
  return (text: string) => {
    if (text.includes("urn:x")) return text.includes("<presence") ? reply : undefined;
    return text.includes("<presence") ? reply : usual(text);
  };
}

const LATER = "open\niq get --id 1 --no-wait <x xmlns='urn:x'/>\npresence\n";

describe("at the end of the input", () => {
  test("replies that nobody waited for are waited for", async () => {
    const { code, output, messages } = await pipe(LATER, { answers: answersLater(SLOW_REPLY) });
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(output).toContain(`S: ${SLOW_REPLY}`);
  });

  test("a refusal that nobody waited for fails the run", async () => {
    expect(await pipe(LATER, { answers: answersLater(REFUSAL) })).toMatchObject({
      code: 1,
      messages: "at the end: stanza error: conflict\n",
    });
  });

  test("a reply that never comes fails the run once its time is over", async () => {
    const lines = "open\niq get --id 1 --no-wait --timeout 10ms <x xmlns='urn:x'/>\n";
    const { code, messages } = await pipe(lines);
    expect(code).toBe(1);
    expect(messages).toMatch(/^at the end: no reply within 10ms: /);
  });
});

describe("quit", () => {
  test("ends the run, and what stands behind it is not run", async () => {
    const { code, received } = await pipe("open\nquit\npresence\n");
    expect(code).toBe(0);
    expect(received).not.toContain("<presence");
    expect(received.endsWith("</stream:stream>")).toBe(true);
  });
});

test("a signal that ends the program ends the wait too, and the stream is closed", async () => {
  const ended = new AbortController();
  const usual = handshake();
  const answers = (text: string) => {
    if (!text.includes("urn:x")) return usual(text);
    ended.abort();
    return undefined;
  };
  const { code, received } = await pipe("open\niq get <x xmlns='urn:x'/>\npresence\n", {
    answers,
    signal: ended.signal,
  });
  expect(code).toBe(130);
  expect(received).not.toContain("<presence");
  expect(received.endsWith("</stream:stream>")).toBe(true);
});

describe("a success that the server has not proved fails the run, though nobody waited for it:", () => {
  const UNPROVED = "the server said success without proving that it knows your password\n";
  const LINES = "open\nauth me test --mechanism SCRAM-SHA-1 --no-wait\n";
  const answers = () => {
    const usual = handshake();
    return (text: string) =>
      text.startsWith("<auth") ? "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" : usual(text);
  };

  test("at its end", async () => {
    const { code, messages } = await pipe(LINES, { answers: answers() });
    expect({ code, messages }).toEqual({ code: 1, messages: `at the end: ${UNPROVED}` });
  });

  test("before the next line", async () => {
    const lines: Typing = async function* (shown) {
      yield LINES;
      await shown("not to be believed");
      yield "restart\n";
    };
    const { code, messages } = await pipe(lines, { answers: answers() });
    expect({ code, messages }).toEqual({ code: 1, messages: `line 3: before this line ${UNPROVED}` });
  });
});

test("a stream is closed also where the server's header has not come", async () => {
  const ended = new AbortController();
  const answers = (text: string) => {
    if (text.includes("</stream:stream>")) return "</stream:stream>";
    ended.abort();
    return undefined;
  };
  const { received } = await pipe("open\n", { answers, signal: ended.signal });
  expect(received.endsWith("</stream:stream>")).toBe(true);
});
