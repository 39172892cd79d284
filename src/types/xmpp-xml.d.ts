// The part of @xmpp/xml that this project uses. The package ships no types of its own.
declare module "@xmpp/xml" {
  export type Node = Element | string;

  export class Element {
    constructor(name: string, attrs?: Record<string, string | undefined>);
    name: string;
    parent: Element | null;
    children: Node[];
    attrs: Record<string, string | undefined>;
    is(name: string, xmlns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    findNS(prefix?: string): string | undefined;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    getText(): string;
    append(...nodes: Node[]): void;
    toString(): string;
  }

  export default function xml(
    name: string,
    attrs?: Record<string, string | undefined>,
    ...children: (Node | undefined)[]
  ): Element;

  export class Parser {
    on(event: "start" | "element" | "end" | "error", listener: (value: unknown) => void): void;
    write(text: string): void;
  }

  export function escapeXML(text: string): string;
  export function escapeXMLText(text: string): string;
}
