// What becomes of a subscription when a stanza about it goes out or comes in: the tables of RFC 6121 Appendix A, for
// the account of whoever sends it (A.2) and of whoever receives it (A.3). Pre-approval (§3.4) is not offered.

/** A contact as one side sees them. RFC 6121 §A.1 names the combinations: "None + Pending Out". */
export interface SubscriptionState {
  /** The owner sees the contact's presence. */
  readonly to: boolean;
  /** The contact sees the owner's. */
  readonly from: boolean;
  /** The owner has asked, and waits. */
  readonly pendingOut: boolean;
  /** The contact has asked, and waits. */
  readonly pendingIn: boolean;
}

export const SUBSCRIPTION_TYPES = ["subscribe", "subscribed", "unsubscribe", "unsubscribed"] as const;
export type SubscriptionType = (typeof SUBSCRIPTION_TYPES)[number];

export interface Transition {
  readonly state: SubscriptionState;
  /** Whether the stanza goes on: out to the contact, or in to the owner's resources. */
  readonly passes: boolean;
}

export function isSubscriptionType(type: string | undefined): type is SubscriptionType {
  return SUBSCRIPTION_TYPES.some((known) => known === type);
}

/** RFC 6121 §A.2: the owner sends it. */
export function sent(type: SubscriptionType, state: SubscriptionState): Transition {
  switch (type) {
    case "subscribe":
      return { state: { ...state, pendingOut: !state.to }, passes: true };
    case "unsubscribe":
      return { state: { ...state, to: false, pendingOut: false }, passes: true };
    case "subscribed":
      return {
        state: { ...state, from: state.from || state.pendingIn, pendingIn: false },
        passes: state.pendingIn,
      };
    case "unsubscribed":
      return { state: { ...state, from: false, pendingIn: false }, passes: state.from || state.pendingIn };
  }
}

/** RFC 6121 §A.3: the owner receives it. */
export function received(type: SubscriptionType, state: SubscriptionState): Transition {
  switch (type) {
    case "subscribe":
      // Where the contact may see the presence already, the server says so in the owner's name (§3.1.3).
      return { state: { ...state, pendingIn: !state.from }, passes: !state.from && !state.pendingIn };
    case "unsubscribe":
      return { state: { ...state, from: false, pendingIn: false }, passes: state.from || state.pendingIn };
    case "subscribed":
      return {
        state: { ...state, to: state.to || state.pendingOut, pendingOut: false },
        passes: state.pendingOut,
      };
    case "unsubscribed":
      return { state: { ...state, to: false, pendingOut: false }, passes: state.to || state.pendingOut };
  }
}
