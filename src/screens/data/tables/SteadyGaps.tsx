import type { AttributeDirt } from '../../../../workers/protocol/attribute-cleaning';
import type { MappingRecipe } from '../../../../workers/protocol/recipe';
import { useLastKnown } from '../../../ui/use-last-known';
import { setMapping } from '../../../workbench/actions';
import { AttributeGaps } from './AttributeGaps';

interface Props {
  readonly mapping: MappingRecipe;
  /** null while the file is read. */
  readonly dirt: AttributeDirt | null;
  readonly disabled: boolean;
}

/** What becomes of users without a value in a column of the events that is used as an attribute. */
export function SteadyGaps({ mapping, dirt, disabled }: Props) {
  const known = useLastKnown(dirt);
  return (
    <AttributeGaps mapping={mapping} gaps={known?.gaps ?? null} ofEvents disabled={disabled} onChange={(next) => void setMapping(next)} />
  );
}
