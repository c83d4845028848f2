import { makeSampleShop, type SampleOptions } from '../../../workers/sample';
import { drive, type Progress } from '../../../workers/protocol/progress';

export const HEADER = 'event_time,event_type,user_id,product_id,category,price,quantity,order_id,session_id';

export interface ShopRow {
  readonly time: string;
  readonly month: string;
  readonly type: string;
  readonly user: string;
  readonly product: string;
  readonly category: string;
  readonly price: string;
  readonly quantity: string;
  readonly order: string;
  readonly session: string;
}

export async function sampleText(options: SampleOptions, onProgress?: (progress: Progress) => void): Promise<string> {
  return (await drive(makeSampleShop(options), onProgress)).text();
}

/** The file read by splitting at commas and line ends, which it may be since it has no quotes. */
export function readShop(text: string): ShopRow[] {
  const lines = text.split('\n');
  return lines.slice(1, -1).map((line) => {
    const [time, type, user, product, category, price, quantity, order, session] = line.split(',') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return { time, month: time.slice(0, 7), type, user, product, category, price, quantity, order, session };
  });
}
