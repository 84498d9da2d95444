// Starts the page: chooses the host, asks what there is to show, and shows it.

import { mount } from 'svelte';
import './app/app.css';
import NoStart from './app/NoStart.svelte';
import Root from './app/Root.svelte';
import { asFailure, chooseHost, host } from './host';
import { showIds, useLanguage } from './text/text.svelte';

const target = document.getElementById('app') as HTMLElement;

async function begin(): Promise<void> {
  if (new URLSearchParams(location.search).get('lang') === 'test') showIds();
  await chooseHost();
  const start = await host.call('start', null);
  mount(Root, { target, props: { start } });
}

begin().catch((thrown: unknown) => {
  useLanguage(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  mount(NoStart, { target, props: { failure: asFailure(thrown) } });
});
