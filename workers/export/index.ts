export { runReport, type RunReportInput } from './run-report';
export { segmentsCsv } from './segments-csv';
