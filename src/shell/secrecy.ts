/** Where secrets may be seen, and how they are kept from where they may not. */
export interface Secrecy {
  /** Whether secrets are printed as they are: to a terminal unless set otherwise, elsewhere when asked for. */
  showsSecrets(): boolean;
  /** Whether secrets may be written to files: when the command line says so. */
  storesSecrets(): boolean;
  /** A line as it may be stored: without its secrets. */
  mask(line: string): string;
}
