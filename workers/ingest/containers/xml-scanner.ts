/** What a scanner calls; names without their namespace prefix, text with its entities replaced. */
export interface XmlHandler {
  /** `attributes` as they stand: see {@link attribute}. */
  open(name: string, attributes: string): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A tag or a run of text that is longer is not from a workbook. */
const LONGEST_PIECE = 4 << 20;
/** A piece that did not end is looked at again when there is so much more text, which keeps long ones linear. */
const MORE = 1.25;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An XML document ends in the middle, or holds a piece beyond reason. */
export class XmlError extends Error {}

/**
 * Reads XML piece by piece as its text arrives, for documents of machines: elements, attributes, text, CDATA. Comments, instructions and a document type
 * are passed over, so that no entity is ever declared. Workers have no DOMParser, and a sheet may be too large for one.
 */
export class XmlScanner {
  private text = '';
  private worthwhile = 0;

  constructor(private readonly handler: XmlHandler) {}

  /** @throws XmlError */
  push(chunk: string): void {
    this.text += chunk;
    if (this.text.length >= this.worthwhile) this.scan();
  }

  /** @throws XmlError where the document is cut off within a tag */
  finish(): void {
    this.scan();
    if (this.text.trim() !== '') throw new XmlError('cut off');
  }

  private scan(): void {
    const { text } = this;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag === -1) break;
      const end = pieceEnd(text, tag);
      if (end === -1) break;
      if (tag > at) this.handler.text?.(withoutEntities(text.slice(at, tag)));
      this.piece(text, tag, end);
      at = end;
    }
    this.text = text.slice(at);
    if (this.text.length > LONGEST_PIECE) throw new XmlError('piece too long');
    this.worthwhile = MORE * this.text.length;
  }

  private piece(text: string, start: number, end: number): void {
    const mark = text.charAt(start + 1);
    if (mark === '!') {
      if (text.startsWith('<![CDATA[', start)) this.handler.text?.(text.slice(start + 9, end - 3));
    } else if (mark === '/') {
      this.handler.close?.(localName(text.slice(start + 2, end - 1).trimEnd()));
    } else if (mark !== '?') {
      const closed = text.charAt(end - 2) === '/';
      const inner = text.slice(start + 1, end - (closed ? 2 : 1));
      const space = inner.search(/\s/);
      const name = localName(space === -1 ? inner : inner.slice(0, space));
      this.handler.open(name, space === -1 ? '' : inner.slice(space));
      if (closed) this.handler.close?.(name);
    }
  }
}

const DOUBLE = 34;
const SINGLE = 39;
const GREATER = 62;

/** Position after the tag, comment, instruction or CDATA that begins at `start`; −1 where it does not end in the text. */
function pieceEnd(text: string, start: number): number {
  const after = (mark: string) => {
    const end = text.indexOf(mark, start);
    return end === -1 ? -1 : end + mark.length;
  };
  if (text.startsWith('<?', start)) return after('?>');
  if (text.startsWith('<!', start)) {
    if (text.startsWith('<!--', start)) return after('-->');
    if (text.startsWith('<![CDATA[', start)) return after(']]>');
    // It may still become one of the two.
    if (text.length - start < 9) return -1;
  }
  let quote = 0;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === DOUBLE || code === SINGLE) quote = code;
    else if (code === GREATER) return at + 1;
  }
  return -1;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const patterns = new Map<string, RegExp>();

/** Value of an attribute, by its name without prefix; null where there is none. */
export function attribute(attributes: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) patterns.set(name, (pattern = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)));
  const found = pattern.exec(attributes);
  return found ? withoutEntities(found[1] ?? found[2] ?? '') : null;
}
