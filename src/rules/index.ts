/** The rules, by name without the plugin's prefix. */
export const rules = {};
