/** Diameter (CSS pixels) and opacity of a point: small and sheer where many share the picture, larger when zoomed in. */
export function pointStyle(points: number, width: number, height: number, zoom: number): { readonly size: number; readonly alpha: number } {
  const room = (width * height) / Math.max(1, points);
  const size = Math.min(8, Math.max(2, Math.min(5, Math.sqrt(room) * 0.8)) * Math.max(1, zoom) ** 0.3);
  const alpha = Math.min(0.9, Math.max(0.28, 0.3 + Math.sqrt(room) * 0.05 + 0.08 * Math.log2(Math.max(1, zoom))));
  return { size, alpha };
}
