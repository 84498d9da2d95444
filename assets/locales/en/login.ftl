### The login to the program: command line, failures, fingerprint, usage log.

## Failures
failure-logged-out = Nobody is logged in.
failure-logged-out-remedy = Log in first.
failure-login-wrong = { $tries ->
    [0] Name or password is wrong. That was the fifth time: the next try has to wait.
    [one] Name or password is wrong; 1 try left.
   *[other] Name or password is wrong; { $tries } tries left.
}
failure-login-wrong-remedy = Check upper and lower case and the keyboard layout, then enter it again.
failure-login-waits = { $minutes ->
    [one] Too many wrong tries: wait 1 minute.
   *[other] Too many wrong tries: wait { $minutes } minutes.
}
failure-login-waits-remedy = Each further wrong try doubles the wait, up to an hour.
failure-no-login = No login is set.
failure-no-login-remedy = Set one in “Settings › Login”, or with vermilion login set.
failure-login-exists = A login is set already.
failure-login-exists-remedy = Change it with its password, or remove it first.
failure-login-name-unusable = A login name has from 1 to 64 characters.
failure-login-name-unusable-remedy = Enter your name.
failure-login-damaged = The login’s data is damaged, or not of this computer.
failure-login-damaged-remedy = Restore a backup, or have whoever looks after this computer move away the file “login” of the profile’s folder “vault”; signatures and log stay as they are.
pin-too-weak-login = { $fault ->
    [secret-too-long] The password is too long.
    [secret-too-simple] The password is too simple and easy to guess.
    [secret-unchanged] The new password is the same as before.
   *[other] The password is too short or too simple.
}
pin-too-weak-login-remedy = Choose a longer password whose characters neither repeat nor follow each other.

## Fingerprint
failure-fingerprint = No fingerprint was recognised.
failure-fingerprint-remedy = Use the password.
fingerprint-no-reader = There is no fingerprint reader.
fingerprint-no-reader-remedy = Use the password; an external reader has to be plugged in.
fingerprint-none-enrolled = The system knows no fingerprint of yours yet.
fingerprint-none-enrolled-remedy = Enrol one in the system’s user settings, or use the password.
fingerprint-in-use = Another program is using the fingerprint reader.
fingerprint-in-use-remedy = Close that program and try again, or use the password.
fingerprint-not-allowed = The system does not let this program use the fingerprint reader.
fingerprint-not-allowed-remedy = Log in to the system at this computer itself, or use the password.
fingerprint-disconnected = The fingerprint reader was disconnected.
fingerprint-disconnected-remedy = Plug it in again, or use the password.
fingerprint-timed-out = No finger came for a long time.
fingerprint-timed-out-remedy = Try again, or use the password.
fingerprint-stopped = No finger is awaited any longer.
fingerprint-stopped-remedy = Enter the password, or try the finger again.
fingerprint-unknown = The fingerprint reader failed.
fingerprint-unknown-remedy = Try again, or use the password.
fingerprint-three-mistaken = Three times no fingerprint was recognised.
fingerprint-three-mistaken-remedy = Log in with the password; after that a finger counts again.
fingerprint-not-switched-on = Logging in by fingerprint is off.
fingerprint-not-switched-on-remedy = Log in with the password, then switch it on in “Settings › Login”.
fingerprint-password-first = Logging in by fingerprint is switched on after a login with the password.
fingerprint-password-first-remedy = Log out, log in with the password and switch it on then.

## The rule
rule-login = Whoever signs logs in to the program first
rule-login-remedy = Log in; where no login is set yet, set one in “Settings › Login” or with vermilion login set. On the command line, sign with --login-stdin.

## Usage log
action-login-set = Login set
action-login-changed = Login changed
action-login-removed = Login removed
action-logged-in = Logged in
action-login-failed = Login failed
action-logged-out = Logged out
fact-login = Logged in
fact-login-by = Logged in by
login-by-password = password
login-by-fingerprint = fingerprint

## Command line
cli-ask-login = Login password:
cli-ask-new-login = New login password:
cli-login-set = Login name: { $name }. Whoever signs logs in first.
cli-login-none = No login is set.
cli-login-changed = The login’s password is changed.
cli-login-removed = The login is removed.
cli-login-required = The rules of the house want a login before anything is signed.
