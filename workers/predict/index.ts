export { bySegment } from './by-segment';
export { forecastOutcomes, outcomesBySegment, probabilityFor, type OutcomeForecasts } from './outcomes';
export { forecastPurchases, type ForecastResult } from './forecast';
