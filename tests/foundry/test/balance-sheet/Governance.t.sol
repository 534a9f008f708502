// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// What the owner may do, and nobody else.
contract GovernanceTest is BalanceSheetTest {
    /// Lowest and highest of each term but the cap, in their order; edges are nested besides.
    uint256[11] private least = [uint256(0), 0, 5_000, 100, 0, 0, 0, 0, 0, 0, 0];
    uint256[11] private most = [uint256(5_000), 5_000, 20_000, 10_000, 50_000, 1_000, 20_000, 20_000, 20_000, 24, 24];

    function test_the_constructor_runs_once_and_wants_an_owner_and_a_program() external {
        bytes memory zero = abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector);
        _constructor(abi.encode(address(0), stranger, stranger), zero);
        _constructor(abi.encode(stranger, address(0), stranger), zero);
        _constructor(abi.encode(stranger, stranger, address(0)), zero);
        // `stylus_constructor()`, called again by anybody.
        bytes memory again = abi.encodePacked(bytes4(0x5585258d), abi.encode(stranger, stranger, stranger));
        rejected(stranger, again, abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, stranger));
        rejected(owner, again, abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, owner));
    }

    function _constructor(bytes memory arguments, bytes memory reason) private {
        try this.construct(arguments) {
            assertTrue(false, "constructed");
        } catch (bytes memory answer) {
            // `ContractInitializationError(address, bytes)` of the deployer.
            (, bytes memory inner) = abi.decode(_body(answer), (address, bytes));
            assertEq(inner, reason, "another reason");
        }
    }

    function construct(bytes calldata arguments) external {
        deployStylus("balance-sheet", arguments);
    }

    function _body(bytes memory answer) private pure returns (bytes memory body) {
        body = new bytes(answer.length - 4);
        for (uint256 i; i < body.length; ++i) {
            body[i] = answer[i + 4];
        }
    }

    function test_list_opens_an_empty_book() external {
        PlainToken other = new PlainToken(18);
        IBalanceSheet.Terms memory first = terms();
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.Listed(address(other), client);
        vm.prank(owner);
        sheet.list(address(other), client, address(rates), first);
        IBalanceSheet.Book memory opened = sheet.book(address(other));
        assertEq(opened.index, 1e24, "a share owes a unit");
        assertEq(opened.cash + opened.floatingLoans + opened.pot, 0, "nothing in it");
        assertEq(sheet.vaultOf(address(other)), client, "its vault");
        assertEq(abi.encode(sheet.terms(address(other))), abi.encode(first), "its terms");
    }

    function test_list_refuses_what_cannot_be_a_book() external {
        IBalanceSheet.Terms memory first = terms();
        address other = address(new PlainToken(18));
        bytes memory zero = abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector);
        _list(address(0), address(vault), address(rates), zero);
        _list(other, address(0), address(rates), zero);
        _list(other, address(vault), address(0), zero);
        bytes memory listed = abi.encodeWithSelector(IBalanceSheet.AlreadyListed.selector, token);
        _list(address(token), address(vault), address(rates), listed);
        // No code, and code that does not answer as a token does.
        _list(
            stranger,
            address(vault),
            address(rates),
            abi.encodeWithSelector(IBalanceSheet.UnsuitableToken.selector, stranger)
        );
        address mute = address(new Mute());
        _list(
            mute, address(vault), address(rates), abi.encodeWithSelector(IBalanceSheet.UnsuitableToken.selector, mute)
        );
        vm.prank(owner);
        sheet.list(other, address(vault), address(rates), first);
    }

    function _list(address asset, address vault_, address rates_, bytes memory reason) private {
        rejected(owner, abi.encodeCall(sheet.list, (asset, vault_, rates_, terms())), reason);
    }

    function test_setTerms_replaces_and_tells() external {
        IBalanceSheet.Terms memory next = terms();
        (next.reserveFactor, next.depositCap) = (2_000, uint96(7 * unit));
        IBalanceSheet.Terms memory last = terms();
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.TermsChanged(address(token), last, next);
        setTerms(next);
        assertEq(abi.encode(sheet.terms(address(token))), abi.encode(next), "stored");
    }

    function test_setTerms_divides_past_income_by_the_old_terms() external {
        season();
        draw(500_000 * unit);
        skip(100 days);
        IBalanceSheet.Book memory before = book();
        IBalanceSheet.Terms memory next = terms();
        (next.reserveFactor, next.bufferShare) = (0, 5_000);
        setTerms(next);
        assertEq(abi.encode(book()), abi.encode(before), "INV-BOOK-02");
        skip(100 days);
        assertEq(book().equity, before.equity, "equity earns nothing any more");
        assertGt(book().owedToBuffer, before.owedToBuffer, "the buffer earns it");
    }

    function test_every_term_keeps_to_its_bounds() external {
        for (uint256 term; term < 11; ++term) {
            if (least[term] != 0) _outside(term, least[term] - 1, least[term]);
            _outside(term, most[term] + 1, most[term]);
        }
    }

    function _outside(uint256 term, uint256 have, uint256 want) private {
        uint256[12] memory next = abi.decode(abi.encode(terms()), (uint256[12]));
        next[term] = have;
        bytes memory call = bytes.concat(sheet.setTerms.selector, abi.encode(token, next));
        rejected(owner, call, abi.encodeWithSelector(IBalanceSheet.TermOutOfBounds.selector, term, have, want));
    }

    function test_edges_are_nested_and_income_is_never_given_away_whole() external {
        _outside(7, 1_001, 1_000);
        _outside(8, 501, 500);
        IBalanceSheet.Terms memory next = terms();
        (next.reserveFactor, next.bufferShare) = (5_000, 5_000);
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.TermOutOfBounds.selector, 1, 5_000, 5_000);
        rejected(owner, abi.encodeCall(sheet.setTerms, (address(token), next)), reason);
    }

    function test_setTerms_refuses_words_that_are_no_terms() external {
        uint256[12] memory next = abi.decode(abi.encode(terms()), (uint256[12]));
        next[11] = 1 << 96;
        rejected(owner, bytes.concat(sheet.setTerms.selector, abi.encode(token, next)), "");
        next[11] = 1;
        next[0] = 1 << 16;
        rejected(owner, bytes.concat(sheet.setTerms.selector, abi.encode(token, next)), "");
        rejected(owner, abi.encodePacked(sheet.setTerms.selector, abi.encode(token)), "");
    }

    function test_setLine_setPaused_and_setRateModel_tell() external {
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.LineChanged(address(token), desk, 500_000_000 * unit, 3);
        done(owner, abi.encodeCall(sheet.setLine, (address(token), desk, 3)));
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.PauseChanged(address(token), true);
        setPaused(true);
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.RateModelChanged(address(token), address(rates), client);
        vm.prank(owner);
        sheet.setRateModel(address(token), client);
        bytes memory zero = abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector);
        rejected(owner, abi.encodeCall(sheet.setRateModel, (address(token), address(0))), zero);
        rejected(owner, abi.encodeCall(sheet.setLine, (address(token), address(0), 1)), zero);
        rejected(owner, bytes.concat(sheet.setPaused.selector, abi.encode(token, 2)), "");
    }

    function test_strangers_govern_nothing() external {
        address asset = address(token);
        bytes[6] memory calls = [
            abi.encodeCall(sheet.list, (stranger, client, client, terms())),
            abi.encodeCall(sheet.setTerms, (asset, terms())),
            abi.encodeCall(sheet.setRateModel, (asset, stranger)),
            abi.encodeCall(sheet.setLine, (asset, stranger, 1)),
            abi.encodeCall(sheet.setPaused, (asset, true)),
            abi.encodeCall(sheet.transferOwnership, (stranger))
        ];
        address[4] memory others = [stranger, desk, address(vault), address(rates)];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 k; k < others.length; ++k) {
                bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, others[k]);
                rejected(others[k], calls[i], reason);
            }
        }
    }

    function test_ownership_moves_in_two_steps() external {
        vm.prank(owner);
        sheet.transferOwnership(client);
        assertEq(sheet.owner(), owner, "not yet");
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotPendingOwner.selector, stranger);
        rejected(stranger, abi.encodeCall(sheet.acceptOwnership, ()), reason);
        vm.prank(client);
        sheet.acceptOwnership();
        assertEq(sheet.owner(), client, "now");
        reason = abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, owner);
        rejected(owner, abi.encodeCall(sheet.setPaused, (address(token), true)), reason);
    }

    function test_what_is_no_function_does_nothing() external {
        rejected(owner, hex"", "");
        rejected(owner, hex"12345678", "");
        rejected(owner, abi.encodePacked(bytes4(0x12345678), abi.encode(token)), "");
        // An address with set bits above its twenty bytes.
        rejected(
            owner, bytes.concat(sheet.accrue.selector, abi.encode(uint256(uint160(address(token))) | 1 << 160)), ""
        );
    }
}

/// Answers with nothing.
contract Mute {
    fallback() external {}
}
