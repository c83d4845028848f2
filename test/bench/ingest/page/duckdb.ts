import { AsyncDuckDB, ConsoleLogger, DuckDBDataProtocol, LogLevel, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { FEATURES, type Contender } from './contender';

/** As often as Shoal reads its small file. */
const ROUNDS = 3;

/**
 * DuckDB's single-threaded build, which is what a page without cross-origin isolation gets, as most static hosts serve it.
 *
 * @param warmed whether it has answered the same query on a small file before; no page does that unless somebody writes it
 */
export function duckdb(query: (file: string) => string, warmed = false): Contender {
  let database: AsyncDuckDB;
  let connection: AsyncDuckDBConnection;
  return {
    prepare: async (small) => {
      database = new AsyncDuckDB(new ConsoleLogger(LogLevel.WARNING), new Worker(workerUrl));
      await database.instantiate(wasmUrl);
      connection = await database.connect();
      if (!warmed) return;
      await database.registerFileHandle('small.csv', new File([small], 'small.csv'), DuckDBDataProtocol.BROWSER_FILEREADER, true);
      for (let round = 0; round < ROUNDS; round++) await connection.query(query('small.csv'));
    },
    run: async (file) => {
      await database.registerFileHandle('events.csv', file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
      const table = await connection.query(query('events.csv'));
      const users = table.numRows;
      const values = new Float64Array(users * FEATURES.length);
      FEATURES.forEach((id, feature) => {
        const column = table.getChild(id)!.toArray() as Float64Array;
        for (let user = 0; user < users; user++) values[user * FEATURES.length + feature] = column[user]!;
      });
      return { userIds: Array.from(table.getChild('user_id')!, String), values };
    },
  };
}
