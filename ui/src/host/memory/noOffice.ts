// A station that keeps no register: what belongs to an office is refused, as the engine does.

import type { Commands } from '../../bindings/wire';
import { failure } from '../host';

type Names =
  | 'start_office' | 'add_officer' | 'change_officer_pin' | 'move_root' | 'keep_policy' | 'office_people' | 'office_person' | 'change_person' | 'take_step' | 'issue_identity' | 'office_seals' | 'keep_seal'
  | 'hand_over_seal' | 'export_directory' | 'give_unlock' | 'incidents' | 'add_incident' | 'unused_signatures' | 'stations' | 'returned_reports' | 'inspection'
  | 'save_inspection' | 'make_demo' | 'keep_release';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const refuse = () => Promise.reject(failure('no-office'));

/** Answers what only an office does. */
export const noOffice: Answers = {
  start_office: refuse, add_officer: refuse, change_officer_pin: refuse, move_root: refuse, keep_policy: refuse, office_people: refuse, office_person: refuse, change_person: refuse, take_step: refuse, issue_identity: refuse,
  office_seals: refuse, keep_seal: refuse, hand_over_seal: refuse, export_directory: refuse, give_unlock: refuse, incidents: refuse, add_incident: refuse,
  unused_signatures: refuse, stations: refuse, returned_reports: refuse, inspection: refuse, save_inspection: refuse, make_demo: refuse, keep_release: refuse,
};
