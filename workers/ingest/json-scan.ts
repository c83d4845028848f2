const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;

/** Takes the value of a path: `bytes[start…end)`, a string without its quotes and still escaped if `escaped`. */
export type Found = (path: number, start: number, end: number, escaped: boolean) => void;

/**
 * Looks up paths of keys in JSON objects as bytes, in one pass over each and without building anything. Nested values that no path leads into
 * are stepped over with a counter of their depth, so that depth costs nothing. A cell that is no JSON object, or breaks off, gives what was
 * found up to there.
 */
export class JsonScanner {
  private readonly root: Node;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;

  constructor(
    paths: readonly (readonly string[])[],
    private readonly found: Found,
  ) {
    this.root = { path: -1, children: [] };
    paths.forEach((keys, path) => insert(this.root, keys, path));
  }

  scan(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.space();
    if (this.at < end && bytes[this.at] === OPEN) this.object(this.root);
  }

  /** `at` is on the opening brace; false if the object breaks off. */
  private object(node: Node): boolean {
    const { bytes } = this;
    this.at++;
    for (;;) {
      this.space();
      if (bytes[this.at] === CLOSE) return this.step();
      if (bytes[this.at] === COMMA) {
        if (!this.step()) return false;
        continue;
      }
      if (this.at >= this.end || bytes[this.at] !== QUOTE) return false;
      const keyStart = this.at + 1;
      if (!this.skipString()) return false;
      const child = node.children.find(({ key }) => equals(key, bytes, keyStart, this.at - 1));
      this.space();
      if (this.at >= this.end || bytes[this.at] !== COLON) return false;
      this.at++;
      this.space();
      if (!this.value(child?.node)) return false;
    }
  }

  private value(node: Node | undefined): boolean {
    const { bytes } = this;
    const start = this.at;
    if (start >= this.end) return false;
    const first = bytes[start]!;
    if (first === OPEN && node !== undefined && node.children.length > 0) {
      return this.object(node);
    } else if (first === QUOTE) {
      if (!this.skipString()) return false;
      if (node !== undefined && node.path >= 0) this.found(node.path, start + 1, this.at - 1, holds(bytes, BACKSLASH, start, this.at));
      return true;
    } else if (first === OPEN || first === OPEN_LIST) {
      if (!this.skipNested()) return false;
      if (first === OPEN) return true;
    } else {
      while (this.at < this.end && bytes[this.at] !== COMMA && bytes[this.at] !== CLOSE && bytes[this.at]! > 32) this.at++;
    }
    if (node !== undefined && node.path >= 0) this.found(node.path, start, this.at, false);
    return this.at < this.end;
  }

  /** From an opening quote to behind the closing one. */
  private skipString(): boolean {
    const { bytes, end } = this;
    let at = this.at + 1;
    while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    this.at = Math.min(at + 1, end);
    return at < end;
  }

  private skipNested(): boolean {
    const { bytes, end } = this;
    let depth = 0;
    while (this.at < end) {
      const byte = bytes[this.at]!;
      if (byte === QUOTE) {
        if (!this.skipString()) return false;
        continue;
      }
      if (byte === OPEN || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return this.step();
      this.at++;
    }
    return false;
  }

  private step(): boolean {
    this.at++;
    return this.at <= this.end;
  }

  private space(): void {
    while (this.at < this.end && this.bytes[this.at]! <= 32) this.at++;
  }
}

interface Node {
  /** Index of the path that ends here, −1 if none does. */
  path: number;
  readonly children: { readonly key: Uint8Array; readonly node: Node }[];
}

function insert(root: Node, keys: readonly string[], path: number): void {
  let node = root;
  for (const key of keys) {
    // As JSON writes it, since keys are compared unread.
    const bytes = new TextEncoder().encode(JSON.stringify(key).slice(1, -1));
    let child = node.children.find((each) => equals(each.key, bytes, 0, bytes.length));
    if (child === undefined) {
      child = { key: bytes, node: { path: -1, children: [] } };
      node.children.push(child);
    }
    node = child.node;
  }
  node.path = path;
}

function equals(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}

function holds(bytes: Uint8Array, byte: number, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === byte) return true;
  return false;
}
