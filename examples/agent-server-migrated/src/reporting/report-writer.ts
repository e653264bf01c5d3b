import type { Report } from '../execution/results.js';
import type { RunState } from '../execution/run-state.js';
import type { Account } from '../store/account-store.js';

const moneyFormats = new Map<string, Intl.NumberFormat>();

function formatMoney(amount: number, currency: string): string {
  let format = moneyFormats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', { style: 'currency', currency });
    moneyFormats.set(currency, format);
  }
  return format.format(amount);
}

/** Writes reports under the letterhead of an account. */
export class ReportWriter {
  private readonly letterhead: string;

  constructor(account: Account) {
    this.letterhead = `Prepared for ${account.billingContact}`;
  }

  /** Writes the report on a run. */
  write(state: RunState, accountNumber: string): Report {
    const { currency } = state.metadata.display;
    const findings = state.dataResult?.findings ?? [];
    const saving = state.optimizationsResult?.monthlySaving ?? 0;
    const lines = [
      this.letterhead,
      ...findings.map(
        ({ resource, monthlyCost }) =>
          `${resource}: ${formatMoney(monthlyCost, currency)}`,
      ),
      ...(state.actionPlanResult?.actions ?? []),
      `Possible saving: ${formatMoney(saving, currency)} per month`,
    ];
    return {
      title: state.userRequest,
      preparedFor: this.letterhead,
      accountNumber,
      body: lines.join('\n'),
    };
  }
}
