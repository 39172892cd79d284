/** Ends a SASL exchange: becomes `<failure/>` with this condition (RFC 6120 §6.5). */
export class SaslRefusal extends Error {
  override readonly name = "SaslRefusal";
  readonly condition: string;

  constructor(condition: string, text = "") {
    super(text);
    this.condition = condition;
  }
}
