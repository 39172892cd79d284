/** A value that shows what is wrong. It may help to find a password, so it is no part of the message. */
export interface Evidence {
  readonly name: string;
  readonly value: string;
}

/** What a server says in a SASL exchange cannot be gone on with, or proves that it is not who it should be. */
export class SaslFault extends Error {
  override readonly name = "SaslFault";
  readonly evidence: readonly Evidence[];

  constructor(message: string, evidence: readonly Evidence[] = []) {
    super(message);
    this.evidence = evidence;
  }
}
