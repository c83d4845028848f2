// What of reading a file is worth compiling to WebAssembly: see ../kernel.ts for how it is used, and ../../records.ts, ../../cell-hash.ts and
// ../../dictionary.ts for what each function must equal. Addresses are bytes of the one memory; nothing here allocates.
export { countMissing } from './missing';
export { split } from './split';
export { hashRows, keysOf } from './hash';
export { encode, encodeCell, encodeList, rehashNumbers, rehashWords } from './names';
