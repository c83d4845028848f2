import type { DenseWeights } from '../protocol/model';
import type { PrincipalComponents } from './baseline';
import { initialParameters, toDenseWeights, type LayerShape } from './layers';

/**
 * Weights of an autoencoder that, before any training, is the principal components: code c is the row's coordinate along axis c, and what it
 * reconstructs is the best linear reconstruction. Training begins where a random start would spend its epochs to come near, and two seeds
 * begin at the same embedding instead of each at its own.
 *
 * A rectified layer carries a number z as the pair relu(z), relu(−z), whose difference it is, so that a hidden layer gives two units to a
 * component: as many are carried as the code has units, the rows have features and half the narrowest hidden layer has units. What is left over
 * is free to learn without disturbing the start: hidden units have random incoming weights and outgoing ones of zero, code units the other
 * way about.
 *
 * @returns null where a hidden layer of one unit carries nothing
 */
export function pcaStart(
  shapes: readonly LayerShape[],
  { features, mean, axes }: PrincipalComponents,
  seed: number,
): DenseWeights[] | null {
  const layers = toDenseWeights(shapes, initialParameters(shapes, seed));
  const codeLayer = shapes.findIndex(({ activation }) => activation === 'linear');
  const carried = carriedComponents(shapes);
  if (carried < 1) return null;

  const rows: Side = { units: features, at: (component, unit) => axes[component * features + unit]!, spare: 'silent' };
  const code: Side = { units: carried, at: (component, unit) => Number(component === unit), spare: 'waiting' };
  const pairs: Side = { units: 2 * carried, at: pairAt, spare: 'silent' };
  const sideAfter = (layer: number) => (layer < 0 || layer === layers.length - 1 ? rows : layer === codeLayer ? code : pairs);
  layers.forEach((layer, at) => carry(layer, sideAfter(at - 1), sideAfter(at), carried));

  // Rows are centred on the way in, and moved back on the way out.
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const centre = Float64Array.from({ length: carried }, (_, c) => mean.reduce((sum, value, f) => sum + value * rows.at(c, f), 0));
  const into = sideAfter(0);
  for (let unit = 0; unit < into.units; unit++) first.bias[unit] = -centre.reduce((sum, value, c) => sum + value * into.at(c, unit), 0);
  last.bias.set(mean);
  return layers;
}

/** How many components the layers of an autoencoder can carry. */
export function carriedComponents(shapes: readonly LayerShape[]): number {
  const hidden = shapes.filter(({ activation }) => activation === 'relu');
  const code = shapes.find(({ activation }) => activation === 'linear')!;
  return Math.min(code.outputs, shapes[0]!.inputs, ...hidden.map(({ outputs }) => Math.floor(outputs / 2)));
}

/** How the units between two layers hold the components: unit u has Σ_c at(c, u) · z_c (before a rectifier), and z_c is Σ_u at(c, u) · unit u. */
interface Side {
  /** Units that hold components, the first of the layer. */
  readonly units: number;
  at(component: number, unit: number): number;
  /** Units beyond: `silent` ones have random incoming weights and outgoing ones of zero, `waiting` ones the other way about. */
  readonly spare: 'silent' | 'waiting';
}

/** +1 and −1 for the two units of a component, side by side. */
function pairAt(component: number, unit: number): number {
  if (unit >> 1 !== component) return 0;
  return unit % 2 === 0 ? 1 : -1;
}

/** Makes a layer take the components from one side to the other. */
function carry({ inputs, outputs, kernel }: DenseWeights, from: Side, to: Side, components: number): void {
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const at = i * outputs + o;
      if (o >= to.units) {
        if (to.spare === 'waiting') kernel[at] = 0;
      } else if (i >= from.units) {
        if (from.spare === 'silent') kernel[at] = 0;
      } else {
        let weight = 0;
        for (let c = 0; c < components; c++) weight += from.at(c, i) * to.at(c, o);
        kernel[at] = weight;
      }
    }
  }
}
