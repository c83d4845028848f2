import { findingsOf } from './findings';
import { readme } from './readme';
import type { KeptRun } from './record';
import { sequenceTensors } from './sequence-tensors';
import { layersModel, weightsOnly } from './tfjs-model';

/** Version of the archive. */
export const RUN_VERSION = 1;

/**
 * A run as a ZIP archive: the model in the format of tfjs, the settings, the preprocessing, the users' segments, and a README on how to use them
 * elsewhere. {@link importRun} reads it again.
 *
 * @param names of the segments as they stand on the screen, by number
 */
export async function exportRun(run: KeptRun, names: Readonly<Record<number, string>>): Promise<Blob> {
  const { zipSync } = await import('fflate');
  // The other form starts workers from Blobs, which the Content-Security-Policy forbids. Dates in an archive know no zone and begin in 1980.
  const packed = zipSync(runFiles(run, names), { level: 6, mtime: new Date(Math.max(run.summary.at, Date.UTC(1980, 0, 2))) });
  return new Blob([packed as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}

function runFiles(run: KeptRun, names: Readonly<Record<number, string>>): Record<string, Uint8Array> {
  const { summary, body, users } = run;
  const { recipe, ...told } = summary;
  const { assignment, network } = findingsOf(run);
  const files: Record<string, Uint8Array> = {
    'README.md': new TextEncoder().encode(readme(run, network)),
    'run.json': json({ shoal: 'run', version: RUN_VERSION, summary: told, explained: body.explained, sequence: body.sequence }),

    'recipe.json': json(recipe),
    'preprocessing.json': json({
      windowDays: body.windowDays,
      features: body.features.map((spec) => filled(spec, body.windowDays)),
      support: body.support,
    }),
    'segments.json': json({ segments: segmentsOf(run, names) }),
    'users.json': json({
      user_id: Array.from(body.userIndex, (user) => users.ids[user]!),
      segment: body.segments,
      x: body.points.filter((_, i) => i % 2 === 0),
      y: body.points.filter((_, i) => i % 2 === 1),
    }),
  };
  if (body.layers.length > 0) {
    const model = layersModel(body.layers, 'weights.bin');
    files['model.json'] = json(model.json);
    files['weights.bin'] = model.weights;
  }
  if (body.tensors.length > 0) {
    const model = weightsOnly(body.tensors, 'sequence.bin');
    files['sequence.json'] = json(model.json);
    files['sequence.bin'] = model.weights;
  }
  if (network) {
    const { parameters: _, ...about } = network;
    const model = weightsOnly(sequenceTensors('placing', network), 'placing.bin');
    files['placing.json'] = json({ ...model.json, userDefinedMetadata: { ...about, tested: assignment!.assignment } });
    files['placing.bin'] = model.weights;
  }
  return files;
}

/** With the value that stands in for a missing one, where that is the length of the window. */
function filled(spec: KeptRun['body']['features'][number], windowDays: number) {
  return spec.missing.fill === 'window' ? { ...spec, missing: { ...spec.missing, value: windowDays } } : spec;
}

function segmentsOf({ summary: { segments }, body: { centres } }: KeptRun, names: Readonly<Record<number, string>>) {
  const dims = segments.length > 0 ? centres.length / segments.length : 0;
  return segments.map(({ number, users }, i) => ({
    number,
    name: names[number] ?? '',
    users,
    centre: centres.subarray(i * dims, (i + 1) * dims),
  }));
}

/** Typed arrays as lists. */
function json(value: unknown): Uint8Array {
  const text = JSON.stringify(value, (_, part: unknown) => (ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part));
  return new TextEncoder().encode(text);
}
