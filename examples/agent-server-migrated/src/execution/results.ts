/** What the triage step makes of a request. */
export interface TriageResult {
  category: string;
  needsSpendData: boolean;
}

/** One billed resource that the data step looked at. */
export interface Finding {
  resource: string;
  service: string;
  monthlyCost: number;
}

/** Outcome of the data step. */
export interface DataResult {
  findings: Finding[];
  totalMonthlyCost: number;
}

/** Outcome of the optimization step. */
export interface OptimizationsResult {
  commitments: string[];
  monthlySaving: number;
}

/** The steps that the user is advised to take. */
export interface ActionPlanResult {
  actions: string[];
}

/** The finished report. */
export interface Report {
  title: string;
  preparedFor: string;
  accountNumber: string;
  body: string;
}

/** Made-up spend rows for trying out the product. */
export interface SyntheticDataResult {
  description: string;
  rows: Finding[];
}
