import type { Theme } from 'vitepress';

import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('UserContextPlayground', defineAsyncComponent(() => import('../../playground/Playground.vue')));
  },
};

export default theme;
