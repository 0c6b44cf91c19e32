"""The names that notebooks, pages and outside checks use."""

import pytest

import lib

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("name", lib.__all__)
def test_every_public_name_is_a_function_with_a_docstring(name):
    function = getattr(lib, name)
    assert callable(function)
    assert len(function.__doc__.split()) > 20


def test_a_name_that_is_not_there_says_so():
    with pytest.raises(AttributeError, match="no_such_name"):
        lib.no_such_name  # noqa: B018


def test_the_names_are_listed():
    assert set(lib.__all__) <= set(dir(lib))
