import type { SegmentedBy } from '../../../workers/assign';
import { extractFeatures } from '../../../workers/features';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { mappingOf } from '../ingest/support';
import { trueSegments } from '../../fixtures/tracked';

const { features } = defaultRecipe(mappingOf({ user_id: 'user', timestamp: 'time' }));

/** Segments as labels say (none: in the first), whose centres are those of the features. */
export async function segmentedBy(events: EventTable, labels: Int32Array): Promise<SegmentedBy & { readonly matrix: FeatureMatrix }> {
  const matrix = await drive(extractFeatures(events, features));
  const embedding = { users: matrix.users, dims: matrix.features, data: matrix.scaled, encoder: [], decoder: [], training: null };
  const segmentation = trueSegments(
    matrix,
    labels.map((label) => Math.max(0, label)),
  );
  return { features, matrix, embedding, segmentation };
}
