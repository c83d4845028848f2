export { Kernel } from './kernel';
export { KernelColumns } from './kernel-columns';
export { KernelNames } from './kernel-names';
export { KernelRecords, suitsKernel, TextTooLong } from './kernel-records';
export { SpareKernels } from './spare-kernels';
