export { runReport, type RunReportInput } from './run-report';
export { segmentsCsv, type UserColumn } from './segments-csv';
