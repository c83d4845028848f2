export { bySegment } from './by-segment';
export { categoriesBySegment, forecastChoices, likelyFor, type ChoiceForecastResult } from './categories';
export { forecastDemand } from './demand';
export { forecastOutcomes, outcomesBySegment, probabilityFor, valueFor, type EncoderAtHand, type OutcomeForecasts } from './outcomes';
export { forecastPurchases, type ForecastResult } from './forecast';
