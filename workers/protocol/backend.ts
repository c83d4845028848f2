export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];
/** What the person chose in the badge's menu. */
export type BackendChoice = 'auto' | BackendName;

export interface BackendProbe {
  readonly name: BackendName;
  readonly available: boolean;
  /** The probe's result agreed with the CPU's. */
  readonly correct: boolean;
  /** Milliseconds of the timing probe (median training step); null where it was not run. */
  readonly ms: number | null;
  /** A WebGPU adapter implemented in software: correct, slow. */
  readonly software: boolean;
  /** Adapter description or the reason why it is not available. */
  readonly detail: string;
}

export interface BackendReport {
  readonly active: BackendName;
  readonly choice: BackendChoice;
  readonly probes: readonly BackendProbe[];
}
