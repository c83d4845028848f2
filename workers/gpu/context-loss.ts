/** The part of tfjs's WebGL backend that reaches its context. */
interface WithContext {
  readonly gpgpu?: { readonly gl?: WebGLRenderingContext & { readonly canvas: EventTarget } };
}

/** Resolves when the WebGL context of a tfjs backend is lost. */
export function watchContext(backend: object): Promise<string> {
  const gl = (backend as WithContext).gpgpu?.gl;
  return new Promise((resolve) => {
    if (gl === undefined) return;
    if (gl.isContextLost()) resolve('context lost');
    gl.canvas.addEventListener('webglcontextlost', () => resolve('context lost'), { once: true });
  });
}

/** Loses the WebGL context of a tfjs backend on purpose; false where that cannot be done. */
export function loseContext(backend: object): boolean {
  const lose = (backend as WithContext).gpgpu?.gl?.getExtension('WEBGL_lose_context');
  lose?.loseContext();
  return lose !== null && lose !== undefined;
}
