// Finds the imports of a source file by their look: a parser would be a dependency for the sake of one test.
import { posix } from "node:path";

export interface Import {
  readonly importer: string;
  /** As it is written: "./reader.ts", "node:tls". */
  readonly specifier: string;
  /** The imported file, from the same folder as the importer's path; undefined for a package. */
  readonly file: string | undefined;
  /** A type's import is gone when the program runs; a dynamic one happens later. */
  readonly kind: "static" | "type" | "dynamic";
}

const withFrom = /^[ \t]*(?:import|export)\b(\s+type\b)?[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm;
const forItsEffect = /^[ \t]*import\s*["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*["']([^"']+)["']/g;

/** All imports of one file, whose path is given from the folder of sources. */
export function importsOf(path: string, source: string): readonly Import[] {
  const text = withoutComments(source);
  const found = (kind: Import["kind"], specifier = ""): Import => {
    const file = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
    return { importer: path, specifier, file, kind };
  };
  return [
    ...Array.from(text.matchAll(withFrom), (match) => found(match[1] ? "type" : "static", match[2])),
    ...Array.from(text.matchAll(forItsEffect), (match) => found("static", match[1])),
    ...Array.from(text.matchAll(dynamic), (match) => found("dynamic", match[1])),
  ];
}

// Strings are matched first, so that a "//" or "/*" inside one begins no comment.
const stringOrComment =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/.*|\/\*[\s\S]*?\*\//g;

export function withoutComments(source: string): string {
  return source.replaceAll(stringOrComment, (_, string: string | undefined) => string ?? "");
}
