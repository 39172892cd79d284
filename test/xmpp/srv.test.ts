import { describe, expect, test } from "vitest";
import { orderRecords, type ServiceRecord, serviceName } from "../../src/xmpp/srv.ts";

function record(target: string, priority: number, weight: number): ServiceRecord {
  return { service: "xmpp-client", priority, weight, port: 5222, target };
}

/** The targets in the order of trying; the numbers are what chance says, one for each that is drawn. */
function order(records: readonly ServiceRecord[], ...numbers: readonly number[]): string {
  const left = [...numbers];
  return orderRecords(records, () => left.shift() ?? 0)
    .map(({ target }) => target)
    .join(" ");
}

test("the name of a service is asked for below _tcp", () => {
  expect(serviceName("xmpps-client", "example.org")).toBe("_xmpps-client._tcp.example.org");
});

describe("records are tried", () => {
  test("in the order of their priorities, the lowest first", () => {
    const records = [record("c", 30, 0), record("a", 0, 0), record("b", 10, 0), record("d", 100, 0)];
    expect(order(records)).toBe("a b c d");
  });

  test("those of both services together, direct TLS first only where its priority says so", () => {
    const direct = { ...record("direct", 5, 0), service: "xmpps-client" } as const;
    expect(order([direct, record("b", 10, 0), record("a", 1, 0)])).toBe("a direct b");
  });

  // RFC 2782: sums in the order of the records, and the first whose sum is at least the number drawn from 0 to the
  // total. Here they are 10, 40 and 100, so 0.1 of 101 is 10, and 0.11 of 101 is 11.
  const weighted = [record("ten", 1, 10), record("thirty", 1, 30), record("sixty", 1, 60)];
  test.each([
    [0, "ten"],
    [0.1, "ten"],
    [0.11, "thirty"],
    [0.399, "thirty"],
    [0.41, "sixty"],
    [0.999, "sixty"],
  ])("by chance in proportion to their weights: %d draws %s first", (number, first) => {
    expect(order(weighted, number).split(" ")[0]).toBe(first);
  });

  test("and what is drawn is out of the next draw", () => {
    // sixty of 10 + 30 + 60, then thirty of 10 + 30, then ten.
    expect(order(weighted, 0.9, 0.9, 0.9)).toBe("sixty thirty ten");
    expect(order(weighted, 0.2, 0.9, 0.9)).toBe("thirty sixty ten");
  });

  test("with weight 0 only where chance says 0, wherever they stand", () => {
    const records = [record("heavy", 1, 10), record("light", 1, 0)];
    expect(order(records, 0)).toBe("light heavy");
    expect(order(records, 0.1)).toBe("heavy light");
    expect(order(records, 0.999)).toBe("heavy light");
  });

  test("all of them where all have weight 0", () => {
    expect(order([record("a", 1, 0), record("b", 1, 0)], 0.99, 0.99)).toBe("a b");
  });

  test("each once", () => {
    expect(order([record("a", 1, 1), record("a", 1, 1), record("b", 1, 1)], 0.99, 0, 0.5)).toBe("b a a");
  });
});

test.each([".", ""])('a target "%s" is none to try', (target) => {
  expect(order([record(target, 0, 0), record("a", 1, 0)])).toBe("a");
});

test("nothing is tried of nothing", () => {
  expect(orderRecords([], Math.random)).toEqual([]);
});
