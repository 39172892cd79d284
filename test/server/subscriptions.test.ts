import { describe, expect, test } from "vitest";
import {
  received,
  type SubscriptionState,
  type SubscriptionType,
  sent,
  type Transition,
} from "../../src/server/subscriptions.ts";

/** A state as RFC 6121 §A.1 writes it. */
function read(text: string): SubscriptionState {
  const [subscription = "", pending = ""] = text.split(" + Pending ");
  return {
    to: subscription === "To" || subscription === "Both",
    from: subscription === "From" || subscription === "Both",
    pendingOut: pending.startsWith("Out"),
    pendingIn: pending.endsWith("In"),
  };
}

const NAMES = [
  "None",
  "None + Pending Out",
  "None + Pending In",
  "None + Pending Out+In",
  "To",
  "To + Pending In",
  "From",
  "From + Pending Out",
  "Both",
];

function write(state: SubscriptionState): string | undefined {
  return NAMES.find((name) => JSON.stringify(read(name)) === JSON.stringify(ordered(state)));
}

function ordered({ to, from, pendingOut, pendingIn }: SubscriptionState): SubscriptionState {
  return { to, from, pendingOut, pendingIn };
}

/** A table of the RFC's: for each existing state whether the stanza goes on, and the new state where it is another. */
type Table = readonly (readonly [passes: "MUST" | "MUST NOT", state: string])[];

const SENT: Readonly<Record<SubscriptionType, Table>> = {
  subscribe: [
    ["MUST", "None + Pending Out"],
    ["MUST", "None + Pending Out"],
    ["MUST", "None + Pending Out+In"],
    ["MUST", "None + Pending Out+In"],
    ["MUST", "To"],
    ["MUST", "To + Pending In"],
    ["MUST", "From + Pending Out"],
    ["MUST", "From + Pending Out"],
    ["MUST", "Both"],
  ],
  unsubscribe: [
    ["MUST", "None"],
    ["MUST", "None"],
    ["MUST", "None + Pending In"],
    ["MUST", "None + Pending In"],
    ["MUST", "None"],
    ["MUST", "None + Pending In"],
    ["MUST", "From"],
    ["MUST", "From"],
    ["MUST", "From"],
  ],
  subscribed: [
    ["MUST NOT", "None"],
    ["MUST NOT", "None + Pending Out"],
    ["MUST", "From"],
    ["MUST", "From + Pending Out"],
    ["MUST NOT", "To"],
    ["MUST", "Both"],
    ["MUST NOT", "From"],
    ["MUST NOT", "From + Pending Out"],
    ["MUST NOT", "Both"],
  ],
  unsubscribed: [
    ["MUST NOT", "None"],
    ["MUST NOT", "None + Pending Out"],
    ["MUST", "None"],
    ["MUST", "None + Pending Out"],
    ["MUST NOT", "To"],
    ["MUST", "To"],
    ["MUST", "None"],
    ["MUST", "None + Pending Out"],
    ["MUST", "To"],
  ],
};

const RECEIVED: Readonly<Record<SubscriptionType, Table>> = {
  subscribe: [
    ["MUST", "None + Pending In"],
    ["MUST", "None + Pending Out+In"],
    ["MUST NOT", "None + Pending In"],
    ["MUST NOT", "None + Pending Out+In"],
    ["MUST", "To + Pending In"],
    ["MUST NOT", "To + Pending In"],
    ["MUST NOT", "From"],
    ["MUST NOT", "From + Pending Out"],
    ["MUST NOT", "Both"],
  ],
  unsubscribe: [
    ["MUST NOT", "None"],
    ["MUST NOT", "None + Pending Out"],
    ["MUST", "None"],
    ["MUST", "None + Pending Out"],
    ["MUST NOT", "To"],
    ["MUST", "To"],
    ["MUST", "None"],
    ["MUST", "None + Pending Out"],
    ["MUST", "To"],
  ],
  subscribed: [
    ["MUST NOT", "None"],
    ["MUST", "To"],
    ["MUST NOT", "None + Pending In"],
    ["MUST", "To + Pending In"],
    ["MUST NOT", "To"],
    ["MUST NOT", "To + Pending In"],
    ["MUST NOT", "From"],
    ["MUST", "Both"],
    ["MUST NOT", "Both"],
  ],
  unsubscribed: [
    ["MUST NOT", "None"],
    ["MUST", "None"],
    ["MUST NOT", "None + Pending In"],
    ["MUST", "None + Pending In"],
    ["MUST", "None"],
    ["MUST", "None + Pending In"],
    ["MUST NOT", "From"],
    ["MUST", "From"],
    ["MUST", "From"],
  ],
};

describe.each([
  ["sent (RFC 6121 §A.2)", sent, SENT],
  ["received (RFC 6121 §A.3)", received, RECEIVED],
] as const)("a subscription stanza that is %s", (_what, transition, tables) => {
  test.each(["subscribe", "unsubscribe", "subscribed", "unsubscribed"] as const)(
    "of type %s changes every state as the table says",
    (type) => {
      const outcome = NAMES.map((name) => written(transition(type, read(name))));
      expect(outcome).toEqual(tables[type]);
    },
  );
});

function written({ state, passes }: Transition): readonly [string, string | undefined] {
  return [passes ? "MUST" : "MUST NOT", write(state)];
}
