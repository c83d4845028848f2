/** What is wrong with a field: a key under `data.settings.invalid`, with its figures. */
export interface FieldProblem {
  readonly key: 'widths' | 'whole' | 'number' | 'day' | 'order';
  readonly low?: number;
  readonly high?: number;
}

/** Both included. */
export type Bounds = readonly [low: number, high: number];

/** Reads the text of fields, and notes what is wrong with each. What it returns of a field with a problem means nothing. */
export class FieldReader<Field extends string> {
  readonly problems: Partial<Record<Field, FieldProblem>> = {};

  constructor(private readonly form: Readonly<Record<Field, string>>) {}

  get wrong(): boolean {
    return Object.keys(this.problems).length > 0;
  }

  note(field: Field, problem: FieldProblem): void {
    this.problems[field] = problem;
  }

  whole(field: Field, bounds: Bounds): number {
    return this.#within(field, digits(this.form[field].trim()), bounds, 'whole');
  }

  number(field: Field, bounds: Bounds): number {
    const text = this.form[field].trim();
    return this.#within(field, text === '' ? Number.NaN : Number(text), bounds, 'number');
  }

  /** One to four whole numbers up to `most`, separated as people do. */
  widths(field: Field, most: number): number[] {
    const found = this.form[field]
      .split(/[,，、;\s]+/)
      .filter(Boolean)
      .map(digits);
    if (found.length < 1 || found.length > 4 || !found.every((width) => width >= 1 && width <= most))
      this.note(field, { key: 'widths', low: 1, high: most });
    return found;
  }

  #within(field: Field, value: number, [low, high]: Bounds, key: 'whole' | 'number'): number {
    if (!(value >= low && value <= high)) this.note(field, { key, low, high });
    return value;
  }
}

const digits = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
