//! The rules of use, between four computers that exchange nothing but files. Each test says which rule speaks; the table of
//! clauses (`tests/RULES.md`) is written from these.

mod a_disk_that_fails;
mod a_life_of_a_signature;
mod backups_bring_nothing_back;
mod killed_at_the_office;
mod login_comes_first;
mod on_a_journey;
mod seals_wait_for_approval;
mod second_persons_and_departments;
mod table;
mod the_office_keeps_order;
mod what_time_brings;
