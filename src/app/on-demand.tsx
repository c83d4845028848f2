import { lazy, useState, type ComponentType, type FunctionComponent } from 'react';

/** A component whose code loads when it is first needed, or before by `load`. */
export interface OnDemand<Props extends object> {
  readonly View: FunctionComponent<Props>;
  readonly load: () => Promise<unknown>;
}

/**
 * As React's `lazy`, which suspends once even where the code is there already; React then holds what comes after for 300 ms, so that places being held do
 * not flicker. What was loaded before is drawn at once.
 *
 * @param fetch brings the component; asked again after it failed
 */
export function onDemand<Props extends object = object>(fetch: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let loaded: ComponentType<Props> | null = null;
  const load = async () => (loaded = await fetch());
  // React keeps what a `lazy` came to, a failure too.
  const wait = () =>
    lazy(async () => ({
      default: await load().catch((error: unknown) => {
        waiting = wait();
        throw error;
      }),
    }));
  let waiting = wait();
  return {
    load,
    View: (props) => {
      // What a mounted view began with it keeps: another type of element would lose its state.
      const [Chosen] = useState<ComponentType<Props>>(() => loaded ?? waiting);
      return <Chosen {...props} />;
    },
  };
}
