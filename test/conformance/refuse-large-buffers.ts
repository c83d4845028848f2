/** More than the probe ever needs at once, in bytes. */
const MOST = 2 ** 18;

/** Makes WebGPU devices refuse what is larger than that, as those with little memory do: by asking them for more than they can give. */
const create = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function (asked: GPUBufferDescriptor): GPUBuffer {
  return create.call(this, asked.size > MOST ? { ...asked, size: this.limits.maxBufferSize + 4 } : asked);
};
