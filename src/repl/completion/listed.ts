// What Tab has listed for the line as it stands: a page with each press, and none of them twice.
import type { LineState } from "./insertion.ts";
import type { Page } from "./list.ts";

export interface Listing extends LineState {
  readonly pages: Iterator<Page, void>;
  /** The number of the last entry when the list was made: it stands right above the line until another one comes. */
  readonly latest: number;
}

export class Listed {
  #listing: Listing | undefined;

  begin(listing: Listing): void {
    this.#listing = listing;
  }

  /** Another key was pressed. */
  forget(): void {
    this.#listing = undefined;
  }

  /** The page that is due; "nothing new" where the list stands there whole; undefined where another list is due. */
  next({ line, cursor, latest }: Omit<Listing, "pages">): Page | "nothing new" | undefined {
    const listing = this.#listing;
    if (!listing || listing.line !== line || listing.cursor !== cursor) return undefined;
    const page = listing.pages.next();
    if (!page.done) return page.value;
    return latest === listing.latest ? "nothing new" : undefined;
  }
}
