import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { formatDuration, formatSize, parseDuration, parseSize } from "../../../src/shell/language/units.ts";

describe("a duration", () => {
  test.each([
    ["500ms", 500],
    ["5s", 5000],
    ["2m", 120_000],
    ["1.5s", 1500],
    ["0s", 0],
  ])("%s is that many milliseconds", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(["5", "s", "5 s", "-5s", "5S", "1d", "5sec", "", "1e3s", ".5s"])('"%s" is refused', (text) => {
    expect(() => parseDuration(text)).toThrow(UsageError);
    expect(() => parseDuration(text)).toThrow(
      `Cannot read the duration "${text}": write for example 500ms, 5s or 2m`,
    );
  });

  test.each(["500ms", "5s", "2m", "90s", "1500ms", "0s"])("%s is written as it was typed", (text) => {
    expect(formatDuration(parseDuration(text))).toBe(text);
  });

  test("is never longer than a timer can be, which would end at once", () => {
    expect(() => parseDuration("40000m")).toThrow(UsageError);
  });
});

describe("a size", () => {
  test.each([
    ["65536", 65_536],
    ["64kB", 64_000],
    ["64KB", 64_000],
    ["64KiB", 65_536],
    ["64kib", 65_536],
    ["2MB", 2_000_000],
    ["16MiB", 16_777_216],
  ])("%s is that many bytes", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each(["", "kB", "64k", "1.5MiB", "-1", "64 kB", "1GiB", "0x10"])('"%s" is refused', (text) => {
    expect(() => parseSize(text)).toThrow(UsageError);
    expect(() => parseSize(text)).toThrow(
      `Cannot read the size "${text}": write for example 65536, 64kB or 16MiB`,
    );
  });

  test.each([0, 1, 999, 1000, 1024, 65_536, 1_000_000, 1_048_576, 1_024_000, 16_777_216, 16_777_217])(
    "of %d bytes is written so that it reads back the same",
    (bytes) => {
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    },
  );

  test("is written in the largest unit without a fraction", () => {
    expect([16_777_216, 64_000, 1024, 1000, 999].map(formatSize)).toEqual([
      "16MiB",
      "64kB",
      "1KiB",
      "1kB",
      "999",
    ]);
  });
});
