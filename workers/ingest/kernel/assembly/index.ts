// What of reading a file is worth compiling to WebAssembly: see ../kernel.ts for how it is used, and ../../records.ts, ../../cell-hash.ts,
// ../../dictionary.ts and ../../undecodable.ts for what each function must equal. Addresses are bytes of the one memory; nothing here allocates.
export { countMissing } from './missing';
export { split } from './split';
export { keysOf } from './hash';
export { hashRows } from './row-hash';
export { readNumbers, readTimes } from './figures';
export { findUndecodable } from './undecodable';
export { encode, encodeCell, rehashNumbers, rehashWords } from './names';
