import { Kernel } from './kernel';

/** Memory of WebAssembly goes back only when garbage is collected, which may take long: so one job works in the kernels of the job before. */
export class SpareKernels {
  private readonly spare: Kernel[] = [];

  /** Empty; null where there can be none. */
  take(): Kernel | null {
    return this.spare.pop() ?? Kernel.make();
  }

  /** Nothing may work in it any more. */
  giveBack(kernel: Kernel): void {
    kernel.clear();
    this.spare.push(kernel);
  }
}
