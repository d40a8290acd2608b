"""Create and change accounts and their roles."""

import unicodedata
from collections.abc import Collection, Iterator

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from claims import rules, workflow
from claims.enums import AccountKind, ClaimStatus, Move, Role, Verb
from claims.errors import Denial, Invalid, Refused, refuse, refuse_stale
from claims.given import Sender
from claims.models import Assessment, Claim, ClaimLease, Erasure
from claims.models.account_erasure import is_erased
from claims.models.account_names import is_neutral
from claims.models.accounts import account_revision
from claims.rules import Situation

from .account_log import NOWHERE, note
from .account_sessions import end_other_sessions
from .record import Entry, Facts, action, changed, reference

K = AccountKind
_STAFF = (Role.RESEARCHER, Role.REVIEWER, Role.EDITOR, Role.ADMIN)  # who can enter the admin


@action
def create_user(
    entry: Entry,
    username: str,
    *,
    roles: Collection[Role],
    by: User | None,
    password: str | None = None,
    email: str = "",
    sender: Sender = NOWHERE,
) -> User:
    """Create an account. `by` is None on the command line. Without a password nobody can log in to it yet."""
    refuse(rules.why_not_administer(by))
    username = unicodedata.normalize("NFKC", username.strip())
    _check_username(username)
    user = User(username=username, email=email, date_joined=entry.at)
    if password is not None:
        _set_password(user, password)
    else:
        user.set_unusable_password()
    user.is_staff = any(role in _STAFF for role in roles)
    user.save()
    _set_roles(user, roles)
    told = _user_facts(user)
    entry.write(Verb.USER_CREATED, user, by=by, after=told)
    facts = {"event": entry.next_seq, "roles": told["roles"]}
    note(K.CREATED, user, by=by, sender=sender, facts=facts, personal={"email": email})
    return user


@action
def change_user(
    entry: Entry,
    user: User,
    *,
    roles: Collection[Role],
    is_active: bool,
    email: str,
    seen_revision: int | None,
    by: User | None,
    password: str | None = None,
    sender: Sender = NOWHERE,
) -> User:
    """Change roles, e-mail address, password, and whether the account is active. Accounts are never deleted.

    Deactivating an account frees its work: incomplete rounds that it assessed begin again, and unfinished
    claims are no longer assigned to it.
    """
    refuse(rules.why_not_administer(by))
    if is_erased(user):
        raise Refused(Denial("account_erased", "This account was erased. It cannot be changed."))
    refuse_stale(seen_revision, account_revision(user))
    user.refresh_from_db()
    refuse(rules.why_not_change_roles(user, roles, by))
    before, old_email = _user_facts(user), user.email
    is_deactivated = user.is_active and not is_active
    if by is not None and user.pk == by.pk and not is_active:
        raise Invalid(
            "is_active", "own_account", "You cannot deactivate your own account. Ask another admin."
        )
    user.is_active = is_active
    user.email = email
    user.is_staff = any(role in _STAFF for role in roles)
    fields = ["is_active", "email", "is_staff"]
    if password:
        _set_password(user, password)
        fields.append("password")
    user.save(update_fields=fields)
    _set_roles(user, roles)
    before, after = changed(before, _user_facts(user))
    if password:
        after["password_changed"] = True
    if email != old_email:
        after["email_changed"] = True
    if is_deactivated and (freed := _free_work(user)):
        after["freed"] = freed
    entry.write(Verb.USER_CHANGED, user, by=by, before=before, after=after)
    for kind, facts in _account_kinds(before, after):
        personal = {"old": old_email, "new": email} if kind == K.EMAIL_CHANGED else {}
        facts = {"event": entry.next_seq, **facts}
        note(kind, user, by=by, sender=sender, facts=facts, personal=personal)
    if password or is_deactivated:
        end_other_sessions(user, by=by, sender=sender)
    return user


@action
def change_password(
    entry: Entry, user: User, password: str, *, by: User | None, sender: Sender = NOWHERE
) -> User:
    """Change one's own password, having typed the old one. All other sessions of the account end."""
    return _replace_password(entry, user, password, Verb.PASSWORD_CHANGED, by=by, sender=sender)


@action
def reset_password(
    entry: Entry, user: User, password: str, *, by: User | None, sender: Sender = NOWHERE
) -> User:
    """Set one's own password with the link in a mail. All sessions of the account end."""
    return _replace_password(entry, user, password, Verb.PASSWORD_RESET, by=by, sender=sender)


def _replace_password(
    entry: Entry, user: User, password: str, verb: Verb, *, by: User | None, sender: Sender
) -> User:
    refuse(rules.why_not_own_password(user, by))
    _set_password(user, password)
    user.save(update_fields=["password"])
    entry.write(verb, user, by=by)
    kind = K.PASSWORD_RESET if verb == Verb.PASSWORD_RESET else K.PASSWORD_CHANGED
    note(kind, user, by=by, sender=sender, facts={"event": entry.next_seq})
    end_other_sessions(user, by=by, sender=sender)
    return user


def _account_kinds(before: Facts, after: Facts) -> Iterator[tuple[AccountKind, Facts]]:
    """Yield the entries of the account log for what the record says of a change, with their facts."""
    if "roles" in after:
        yield K.ROLES_CHANGED, {"before": before["roles"], "after": after["roles"]}
    if "active" in after:
        yield K.ACTIVATED if after["active"] else K.DEACTIVATED, {}
    if "email_changed" in after:
        yield K.EMAIL_CHANGED, {}
    if "password_changed" in after:
        yield K.PASSWORD_SET, {}


def _free_work(user: User) -> list[Facts]:
    """Free the account's unfinished claims. Return them with their revision, for the record and for editors.

    Its assessments stay, as those of a round that ended. The basis did not change, so that others can
    confirm theirs with one key.
    """
    ClaimLease.objects.filter(holder=user).delete()
    unfinished = Claim.objects.exclude(
        status__in=[ClaimStatus.SIGNED_OFF, ClaimStatus.WITHDRAWN]
    ).order_by("pk")
    written = Assessment.objects.filter(
        claim=OuterRef("pk"), round=OuterRef("round"), reviewer=user
    )
    in_its_round = Q(Exists(written), status=ClaimStatus.IN_REVIEW)
    return [
        _free_claim(claim, user) for claim in unfinished.filter(in_its_round | Q(assignee=user))
    ]


def _free_claim(claim: Claim, user: User) -> Facts:
    unassigned = claim.assignee_id == user.pk
    changes = {"assignee": None} if unassigned else {}
    freed: Facts = {}
    wrote = Assessment.objects.of_round(claim).filter(reviewer=user)
    if claim.status == ClaimStatus.IN_REVIEW and wrote.exists():
        situation = Situation(claim, user_id=None, roles=frozenset())
        workflow.make(Move.ROUND_FREED, situation, **changes)
        freed["round"] = claim.round
    else:
        workflow.touch(claim, basis_changed=False, **changes)
    return reference(claim) | freed | {"unassigned": unassigned, "revision": claim.revision}


def _check_username(username: str) -> None:
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise Invalid("username", "invalid", " ".join(error.messages)) from error
    # Two names that look the same must not both exist (UTS 39). Allowing only ASCII letters is the simplest way.
    if not username.isascii():
        raise Invalid(
            "username", "ascii", "Use only unaccented Latin letters, digits and @ . + - _"
        )
    if is_neutral(username):
        raise Invalid(
            "username", "reserved", "Erased accounts have names like this. Choose another name."
        )
    if Erasure.objects.of_name(username).exists():
        raise Invalid(
            "username", "name_erased", "An erased account had this name. Choose another name."
        )
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(
            "username", "name_taken", "An account with this name exists. Choose another name."
        )


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("password", "weak", " ".join(error.messages)) from error
    user.set_password(password)


def _set_roles(user: User, roles: Collection[Role]) -> None:
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))


def _user_facts(user: User) -> Facts:
    """Return what the record keeps: never the name, the password or the e-mail address, because nothing of it can be erased."""
    roles = sorted(user.groups.values_list("name", flat=True))
    return {"account": reference(user), "roles": roles, "active": user.is_active}
