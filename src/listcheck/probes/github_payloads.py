"""What GitHub sends, and the facts in it. Unknown fields are ignored, missing ones are None."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from listcheck.model import Facts


class _Payload(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


# What becomes part of addresses and of edits has to look like a name.
_Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+$")]


def _absent(value: Any) -> Any:
    return () if value is None else value


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


class _Named(_Payload):
    name: str | None = None


class _Licence(_Payload):
    spdx: str | None = Field(None, validation_alias="spdxId")


class GraphQLRepository(_Payload):
    """A `Repository` of the GraphQL schema, scalars only."""

    identity: int | None = Field(None, validation_alias="databaseId")
    canonical: _Slug = Field(validation_alias="nameWithOwner")
    stars: int | None = Field(None, validation_alias="stargazerCount")
    pushed: str | None = Field(None, validation_alias="pushedAt")
    archived: bool | None = Field(None, validation_alias="isArchived")
    disabled: bool | None = Field(None, validation_alias="isDisabled")
    empty: bool | None = Field(None, validation_alias="isEmpty")
    fork: bool | None = Field(None, validation_alias="isFork")
    private: bool | None = Field(None, validation_alias="isPrivate")
    description: str | None = None
    homepage: str | None = Field(None, validation_alias="homepageUrl")
    licence: _Licence | None = Field(None, validation_alias="licenseInfo")
    branch: _Named | None = Field(None, validation_alias="defaultBranchRef")

    def facts(self) -> Facts:
        """The facts in the vocabulary of claims."""
        return Facts(
            canonical=self.canonical,
            identity=str(self.identity) if self.identity is not None else None,
            stars=self.stars,
            pushed=self.pushed,
            archived=self.archived,
            disabled=self.disabled,
            empty=self.empty,
            fork=self.fork,
            private=self.private,
            description=self.description,
            homepage=self.homepage,
            licence=self.licence.spdx if self.licence else None,
            default_branch=self.branch.name if self.branch else None,
        )


def _spdx(licence: Any) -> str | None:
    return licence.get("spdx_id") if isinstance(licence, dict) else None


class RestRepository(_Payload):
    """A repository as `GET /repos/{owner}/{repo}` sends it."""

    identity: int | None = Field(None, validation_alias="id")
    canonical: _Slug = Field(validation_alias="full_name")
    stars: int | None = Field(None, validation_alias="stargazers_count")
    pushed: str | None = Field(None, validation_alias="pushed_at")
    archived: bool | None = None
    disabled: bool | None = None
    fork: bool | None = None
    private: bool | None = None
    description: str | None = None
    homepage: str | None = None
    licence: Annotated[str | None, BeforeValidator(_spdx)] = Field(None, validation_alias="license")
    default_branch: str | None = None

    def facts(self) -> Facts:
        """The facts in the vocabulary of claims. Emptiness is not told by this call."""
        fields = self.model_dump()
        fields["identity"] = str(self.identity) if self.identity is not None else None
        return Facts(**fields)


class RestEntry(_Payload):
    """One thing in a repository as `GET /repos/{owner}/{repo}/contents/{path}` sends it."""

    kind: Annotated[str, BeforeValidator(_word)] = Field("", validation_alias="type")
    submodule: Any = Field(None, validation_alias="submodule_git_url")


class RestSwitches(_Payload):
    """Which of its pages a repository has switched on, as `GET /repos/{owner}/{repo}` sends it."""

    wiki: bool | None = Field(None, validation_alias="has_wiki")
    discussions: bool | None = Field(None, validation_alias="has_discussions")


class _Asset(_Payload):
    name: str


class RestRelease(_Payload):
    """A release as `GET /repos/{owner}/{repo}/releases/tags/{tag}` sends it."""

    assets: tuple[_Asset, ...]


class Block(_Payload):
    """Why GitHub blocks a repository, as 451 and some 403 replies say it."""

    reason: str | None = None
    html_url: str | None = None


class RestError(_Payload):
    """An error reply of the REST API."""

    message: Annotated[str, BeforeValidator(_word)] = ""
    block: Block | None = None

    @property
    def is_limit(self) -> bool:
        """Whether it speaks of the number of requests, primary or secondary limit."""
        return "rate limit" in self.message.lower() or "abuse" in self.message.lower()


class GraphQLError(_Payload):
    """One entry of `errors`: `path[0]` names the alias that it is about."""

    type: Annotated[str, BeforeValidator(_word)] = ""
    path: Annotated[tuple[str | int, ...], BeforeValidator(_absent)] = ()

    def names(self, *path: str | int) -> bool:
        """Whether it is about this place or one inside it."""
        return self.path[: len(path)] == path


class GraphQLReply(_Payload):
    """A GraphQL reply: data by alias, and errors."""

    data: dict[str, Any] | None = None
    errors: Annotated[tuple[GraphQLError, ...], BeforeValidator(_absent)] = ()
