const LOOK = ['class', 'tabindex', 'role', 'aria-label', 'aria-pressed', 'aria-describedby', 'data-place'];

/** An SVG whose look is in its attributes, as a canvas with `ratio` pixels for one of its own. */
export async function svgPicture(svg: SVGSVGElement, ratio: number): Promise<HTMLCanvasElement> {
  const { width, height } = svg.viewBox.baseVal;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width * ratio));
  copy.setAttribute('height', String(height * ratio));
  // Classes mean nothing outside the page, and what can be pressed there is a picture here.
  for (const element of [copy, ...copy.querySelectorAll('*')]) for (const name of LOOK) element.removeAttribute(name);
  for (const element of copy.querySelectorAll('[data-screen-only]')) element.remove();
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(address);
  }
}
