import type { ErrorCode } from '../../../workers/protocol/errors';

/** One call of the engine, open until the test answers it. */
export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
  /** The page has asked for it to be cancelled. */
  cancelAsked: boolean;
  answered: boolean;
  answer(value: unknown): Promise<void>;
  fail(code: ErrorCode): Promise<void>;
}

/** Stands for the engine client: the test sees each call and answers it when it likes. */
export class FakeEngine {
  readonly calls: Call[] = [];
  /** Whether a call that is cancelled says so at once; else it goes on, as work does that is already done. */
  obeys = true;

  call = (ask: (remote: unknown) => Promise<unknown>, cancel?: { job: string; signal: AbortSignal }): Promise<unknown> => {
    let made: Call | undefined;
    const remote = new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...args: unknown[]) =>
            new Promise((resolve) => {
              const settle = async (reply: unknown) => {
                made!.answered = true;
                resolve(reply);
                await settled();
              };
              made = {
                method,
                args,
                cancelAsked: false,
                answered: false,
                answer: (value) => settle({ value }),
                fail: (code) => settle({ code }),
              };
              this.calls.push(made);
            }),
      },
    );
    const reply = ask(remote) as Promise<{ value?: unknown; code?: ErrorCode }>;
    cancel?.signal.addEventListener('abort', () => {
      if (made!.answered) return;
      made!.cancelAsked = true;
      if (this.obeys) void made!.fail('cancelled');
    });
    return reply.then(async ({ value, code }) => {
      // The one that the code under test knows: modules are loaded anew for each test.
      if (code) throw new (await import('../../../workers/protocol/errors')).AppError(code);
      return value;
    });
  };

  get open(): readonly Call[] {
    return this.calls.filter(({ answered }) => !answered);
  }

  /** The one call that is open. */
  get current(): Call {
    if (this.open.length !== 1) throw new Error(`open calls: ${this.open.map(({ method }) => method).join(', ') || 'none'}`);
    return this.open[0]!;
  }

  get methods(): readonly string[] {
    return this.calls.map(({ method }) => method);
  }
}

/** Until everything that follows from what has happened has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve));
}
