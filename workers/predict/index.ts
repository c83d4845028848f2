export { bySegment } from './by-segment';
export { forecastPurchases, type ForecastResult } from './forecast';
