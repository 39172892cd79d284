// How large the terminal is.

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Some terminals do not know, or say 0: then it is the usual size. */
export function sizeOf(output: NodeJS.WritableStream): Size {
  return { columns: numberAt(output, "columns") || 80, rows: numberAt(output, "rows") || 24 };
}

function numberAt(output: NodeJS.WritableStream, name: "columns" | "rows"): number {
  const said: unknown = name in output ? Reflect.get(output, name) : undefined;
  return typeof said === "number" ? said : 0;
}
