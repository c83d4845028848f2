/** More than the probe ever needs at once: in bytes, and in texels each way. */
const MOST = 2 ** 18;
const WIDEST = 160;

/** Makes WebGPU devices refuse what is larger than that, as those with little memory do: by asking them for more than they can give. */
const create = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function (asked: GPUBufferDescriptor): GPUBuffer {
  return create.call(this, asked.size > MOST ? { ...asked, size: this.limits.maxBufferSize + 4 } : asked);
};

/** WebGL says itself what it would refuse. */
const parameter = WebGL2RenderingContext.prototype.getParameter;
WebGL2RenderingContext.prototype.getParameter = function (name: GLenum): unknown {
  return name === this.MAX_TEXTURE_SIZE ? WIDEST : parameter.call(this, name);
};
