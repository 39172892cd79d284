/** What a server says in a SASL exchange cannot be gone on with, or proves that it is not who it should be. */
export class SaslFault extends Error {
  override readonly name = "SaslFault";
}
