import type { Asked } from "../script/player.ts";
import type { Writing } from "../shell/files.ts";
import type { LookUp } from "../stream/service-records.ts";
import { connectTcp } from "../stream/tcp.ts";
import type { Connect } from "../stream/transport.ts";
import type { OpenedFiles } from "./command-line/check-setup.ts";
import { writeSavedFile } from "./logs/saved-file.ts";
import type { Practice } from "./practice-server/practice.ts";
import { readRunFile } from "./scripts/script-file.ts";

/** What a run takes from outside itself. Tests bring their own. */
export interface World {
  readonly connect: Connect;
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh id for a stanza. */
  id(): string;
  /** A fresh nonce for SCRAM. */
  nonce(): Promise<string>;
  /** From 0 to below 1. */
  random(): number;
  readonly lookUp: LookUp;
  /** @throws UsageError where the file cannot be read. */
  readFile(path: string, asked: Asked): Promise<Uint8Array>;
  /** @throws UsageError where the file cannot be written. */
  writeFile(path: string, text: string, how: Writing): Promise<void>;
  /** The practice server of this process, where nothing says where to connect to. */
  readonly practice?: Practice | undefined;
  /** The log and the keylog, where they are open already; else they are opened. */
  readonly opened?: OpenedFiles | undefined;
}

/** An id must be unlike those of the session, and no secret: that is no work for node:crypto, which takes 3 ms to load. */
const freshId = () => Math.random().toString(36).slice(2, 10).padEnd(8, "0");

/** 144 random bits: base64 has no comma (RFC 5802 §5.1). */
const freshNonce = async () => (await import("node:crypto")).randomBytes(18).toString("base64");

const lookUp: LookUp = async (...question) => {
  const { lookUpBy } = await import("../stream/service-records.ts");
  return await lookUpBy()(...question);
};

export const REAL_WORLD: World = {
  connect: connectTcp,
  now: Date.now,
  id: freshId,
  nonce: freshNonce,
  random: Math.random,
  lookUp,
  readFile: readRunFile,
  writeFile: writeSavedFile,
};
