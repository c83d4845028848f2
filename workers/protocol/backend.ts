export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];
/** What the person chose in the badge's menu. */
export type BackendChoice = 'auto' | BackendName;

/**
 * `software`: implemented on the processor; `slow`: no result in the time that the choice by itself waits. Both are tried once a person names them. `late`: no result, though named;
 * `lost`: its device was lost too often.
 */
export const UNCHECKED_REASONS = ['software', 'slow', 'late', 'lost'] as const;
export type UncheckedReason = (typeof UNCHECKED_REASONS)[number];

export interface BackendProbe {
  readonly name: BackendName;
  readonly available: boolean;
  /** The probe's result agreed with the CPU's. */
  readonly correct: boolean;
  /** Milliseconds of the timing probe (median training step); null where it was not run. */
  readonly ms: number | null;
  /** A WebGPU adapter implemented in software: correct, slow. */
  readonly software: boolean;
  /** Why it was not compared with the CPU to the end; absent where it was, or is not there. */
  readonly unchecked?: UncheckedReason;
  /** Adapter description or the reason why it is not available. */
  readonly detail: string;
}

export interface BackendReport {
  readonly active: BackendName;
  readonly choice: BackendChoice;
  readonly probes: readonly BackendProbe[];
}
