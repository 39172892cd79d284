// Every mechanism that the server has, the strongest first. Adding one is its file and a line here.
import { anonymous } from "./anonymous.ts";
import type { MakeServerMechanism } from "./mechanism.ts";
import { plain } from "./plain.ts";
import { scram } from "./scram.ts";

export const SERVER_MECHANISMS: readonly MakeServerMechanism[] = [
  scram({ hash: "SHA-256", binding: "PLUS" }),
  scram({ hash: "SHA-1", binding: "PLUS" }),
  scram({ hash: "SHA-256", binding: "no binding" }),
  scram({ hash: "SHA-1", binding: "no binding" }),
  plain,
  anonymous,
];
